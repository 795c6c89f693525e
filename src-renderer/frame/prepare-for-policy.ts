type TrustedTypes = {
  createPolicy(name: string, rules: { createHTML(html: string): string }): unknown;
};

/**
 * Lets React Aria live under the content security policy. It would add one style element (which `reset.css` already
 * says, and which the policy would refuse) unless an element with that id is there, and it empties its announcer with
 * `innerHTML = ''`, which trusted types allow only through a policy: this one lets the empty text pass and nothing else.
 */
export function prepareForPolicy(page: Document): void {
  const marker = page.createElement('meta');
  marker.id = 'react-aria-pressable-style';
  page.head.append(marker);

  const { trustedTypes } = window as Window & { trustedTypes?: TrustedTypes };
  trustedTypes?.createPolicy('default', {
    createHTML(html) {
      if (html !== '') {
        throw new TypeError('Markup as text is not allowed on this page.');
      }
      return html;
    },
  });
}
