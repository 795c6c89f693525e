/** A name the page suggests is only ever a name: nothing in it can lead to another folder or is forbidden on Windows. */
export function safeFileName(name: string): string {
  const plain = [...name]
    .map((character) => (character < ' ' || '\\/:*?"<>|'.includes(character) ? '-' : character))
    .join('')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  return plain === '' ? 'Untitled' : plain.slice(0, 200);
}
