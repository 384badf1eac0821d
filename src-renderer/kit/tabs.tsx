import type { ReactNode } from "react";
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from "react-aria-components";
import styles from "./choice.module.css";
import { classNames } from "./class-names.ts";

export interface TabOf<K extends string> {
  readonly id: K;
  readonly text: string;
  readonly content: ReactNode;
}

/** Parts of one page, one shown at a time. */
export function Tabs<K extends string>(props: {
  readonly label: string;
  readonly tabs: readonly TabOf<K>[];
  readonly selected?: K;
  readonly onSelect?: (id: K) => void;
}) {
  const { selected, onSelect } = props;
  return (
    <AriaTabs
      className={classNames(styles["tabs"])}
      {...(selected === undefined ? {} : { selectedKey: selected })}
      onSelectionChange={(key) => {
        const chosen = props.tabs.find(({ id }) => id === key);
        if (chosen !== undefined) onSelect?.(chosen.id);
      }}
    >
      <TabList aria-label={props.label} className={classNames(styles["tab-list"])}>
        {props.tabs.map(({ id, text }) => (
          <Tab key={id} id={id} className={classNames(styles["tab"])}>
            {text}
          </Tab>
        ))}
      </TabList>
      {props.tabs.map(({ id, content }) => (
        <TabPanel key={id} id={id} className={classNames(styles["panel"])}>
          {content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
