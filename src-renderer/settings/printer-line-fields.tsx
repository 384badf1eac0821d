import { useState } from "react";
import type { Settings } from "../../src-shared/contract/settings-contract.ts";
import type { ValueOf } from "../../src-shared/contract/contract.ts";
import { FLOW_CONTROLS } from "../../src-shared/printer/printer-settings.ts";
import { Button } from "../kit/button.tsx";
import { Notice } from "../kit/notice.tsx";
import { Row } from "../kit/page.tsx";
import { Select } from "../kit/select.tsx";
import { TextField } from "../kit/text-field.tsx";
import { useDigits } from "../look/use-format.ts";
import { useWords } from "../look/use-words.ts";
import { keyOf } from "../words/make-words.ts";

type Printer = Settings["printer"];
export type PrinterChange = Partial<Printer>;
type Port = ValueOf<"settings.ports">["ports"][number];

const BAUD_RATES = [9_600, 19_200, 38_400, 57_600, 115_200];
/** Below it a receipt takes longer than a customer waits. */
const SLOW_BAUD = 38_400;
const NONE = "-";

/** Port, speed and flow control of a printer on a serial line. */
export function SerialFields(props: {
  readonly printer: Printer;
  readonly ports: readonly Port[];
  readonly onChange: (change: PrinterChange) => void;
}) {
  const { t } = useWords();
  const digits = useDigits();
  const { printer, onChange } = props;
  const ports = props.ports.filter((port) => port.transport === "serial");
  return (
    <>
      <Select
        label={t("settings.printer-port")}
        value={printer.path === "" ? NONE : printer.path}
        onChange={(path) =>
          onChange(path === NONE ? { path: "", identity: "" } : { path, identity: idOf(ports, path) })
        }
        options={[
          { id: NONE, text: t("settings.printer-none") },
          ...ports.map(({ path, name }) => ({ id: path, text: path, note: name })),
        ]}
      />
      <Select
        label={t("settings.printer-baud")}
        value={String(printer.baudRate)}
        onChange={(baud) => onChange({ baudRate: Number(baud) })}
        options={[...new Set([...BAUD_RATES, printer.baudRate])].map((baud) => ({
          id: String(baud),
          text: digits.integer(baud),
        }))}
      />
      {printer.path !== "" && printer.baudRate < SLOW_BAUD ? (
        <Notice kind="warn">{t("settings.printer-slow")}</Notice>
      ) : null}
      <Select
        label={t("settings.printer-flow")}
        value={printer.flow}
        onChange={(flow) => onChange({ flow })}
        options={FLOW_CONTROLS.map((flow) => ({ id: flow, text: t(keyOf("settings.flow-", flow)) }))}
      />
    </>
  );
}

/** The address of a network printer, or the path of a device: typed, and taken when it is saved. */
export function PathField(props: {
  readonly printer: Printer;
  readonly ports: readonly Port[];
  readonly onChange: (change: PrinterChange) => void;
}) {
  const { t } = useWords();
  const { printer, ports, onChange } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const isNetwork = printer.transport === "tcp";
  const save = (): void => {
    if (typed === null) return;
    const path = typed.trim();
    onChange({ path, identity: isNetwork ? "" : idOf(ports, path) });
    setTyped(null);
  };
  const listed = ports.filter((port) => port.transport === "device");
  return (
    <>
      {isNetwork || listed.length === 0 ? null : (
        <Select
          label={t("settings.printer-devices")}
          value={listed.some(({ path }) => path === printer.path) ? printer.path : null}
          onChange={(path) => {
            setTyped(null);
            onChange({ path, identity: idOf(ports, path) });
          }}
          options={listed.map(({ path, name }) => ({ id: path, text: path, note: name }))}
        />
      )}
      <TextField
        label={isNetwork ? t("settings.printer-address") : t("settings.printer-device")}
        help={isNetwork ? t("settings.printer-address-help") : t("settings.printer-device-help")}
        isLatin
        maxLength={300}
        value={typed ?? printer.path}
        onChange={setTyped}
        onEnter={save}
      />
      <Row>
        <Button isDisabled={typed === null} onPress={save}>
          {t("settings.save")}
        </Button>
      </Row>
    </>
  );
}

function idOf(ports: readonly Port[], path: string): string {
  return ports.find((port) => port.path === path)?.identity ?? "";
}
