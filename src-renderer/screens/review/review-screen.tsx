/** The bench: one recording, its frames, and what reviewers state about them. */
export function ReviewScreen() {
  return <section aria-label="Review" />;
}
