/** "UOF.1 Physical control" as an id and a label; a text without an id in front is all label. */
export function splitCodeName(text: string): { readonly id: string | null; readonly label: string } {
  const found = /^([A-Z]{3}\.[0-9A-Z]{1,4})\s+(\S.*)$/s.exec(text.trim());
  return found === null ? { id: null, label: text.trim() } : { id: found[1] ?? null, label: (found[2] ?? '').trim() };
}
