/** The footage of the open matter: import, look over, choose. */
export function LibraryScreen() {
  return <section aria-label="Library" />;
}
