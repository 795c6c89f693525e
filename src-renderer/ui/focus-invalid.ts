/** Leads to the first field that says something is wrong, once it is on the screen. */
export function focusFirstInvalid(container: HTMLElement | null): void {
  requestAnimationFrame(() => {
    const field = container?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid] button');
    field?.focus();
    field?.scrollIntoView({ block: 'nearest' });
  });
}
