import type { Role } from "../../src-shared/contract/parts.ts";
import { RadioGroup } from "../kit/radio-group.tsx";
import { useWords } from "../look/use-words.ts";
import { keyOf } from "../words/make-words.ts";

const ROLES = ["cashier", "manager", "owner"] as const satisfies readonly Role[];

export function RoleChoice({ role, onChange }: { readonly role: Role; readonly onChange: (role: Role) => void }) {
  const { t } = useWords();
  return (
    <RadioGroup
      label={t("staff.role")}
      value={role}
      onChange={onChange}
      options={ROLES.map((id) => ({ id, text: t(keyOf("session.role-", id)) }))}
    />
  );
}
