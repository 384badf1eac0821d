import { classNames } from "../kit/class-names.ts";
import { Dialog } from "../kit/dialog.tsx";
import { Switch } from "../kit/switch.tsx";
import { useWords } from "../look/use-words.ts";
import { ACT_LETTERS } from "./counter-key.ts";
import styles from "./counter.module.css";
import { useSound } from "./sounds.ts";
import { useTill } from "./till-store.ts";

const ROWS = [
  ["0 … 9", "counter.help-digits"],
  ["Num .", "counter.help-zeros"],
  ["Backspace", "counter.help-back"],
  ["Del", "counter.help-clear"],
  ["Enter", "counter.help-enter"],
  ["Esc", "counter.help-escape"],
  [ACT_LETTERS.cash, "counter.help-cash"],
  [ACT_LETTERS["bank-card"], "counter.help-bank"],
  [ACT_LETTERS["all-credit"], "counter.help-all"],
  [ACT_LETTERS["round-credit"], "counter.help-round"],
  [ACT_LETTERS.credit, "counter.help-credit"],
  [ACT_LETTERS.mobile, "counter.help-mobile"],
  [ACT_LETTERS.forget, "counter.help-forget"],
  [ACT_LETTERS.enrol, "counter.help-enrol"],
  [`${ACT_LETTERS.search} /`, "counter.help-search"],
  ["↑ ↓", "counter.help-lines"],
  ["− + *", "counter.help-quantity"],
  [ACT_LETTERS.discount, "counter.help-discount"],
  [ACT_LETTERS.waiting, "counter.help-waiting"],
  [ACT_LETTERS["customer-left"], "counter.help-left"],
  [ACT_LETTERS["pays-otherwise"], "counter.help-otherwise"],
  [ACT_LETTERS.undo, "counter.help-undo"],
  [ACT_LETTERS.drawer, "counter.help-drawer"],
] as const;

/** Every key of the counter, and the sounds' switch. */
export function HelpSheet() {
  const { t } = useWords();
  const isOpen = useTill((till) => till.isHelpOpen);
  const isOn = useSound((sound) => sound.isOn);
  return (
    <Dialog
      title={t("counter.help-title")}
      size="wide"
      isOpen={isOpen}
      onClose={() => useTill.setState({ isHelpOpen: false })}
    >
      <dl className={classNames(styles["help"])}>
        {ROWS.map(([keys, text]) => (
          <div key={text}>
            <dt>
              <kbd dir="ltr">{keys}</kbd>
            </dt>
            <dd>{t(text)}</dd>
          </div>
        ))}
      </dl>
      <p>{t("counter.help-scanner")}</p>
      <Switch isOn={isOn} onChange={(on) => useSound.getState().set(on)}>
        {t("counter.sound")}
      </Switch>
    </Dialog>
  );
}
