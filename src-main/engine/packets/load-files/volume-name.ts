const reserved = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?$/i;

/**
 * What load files are called, from the name of the production: its last part (`CITY-2026-0142-PROD003` gives `PROD003`),
 * a bare number as `PROD007`, and `PROD001` where neither is a name that every system takes.
 */
export function volumeName(productionName: string): string {
  const last = productionName.split('-').at(-1) ?? '';
  if (/^\d{1,9}$/.test(last)) {
    return `PROD${last.padStart(3, '0')}`;
  }
  const isLegal = /^[A-Za-z0-9][A-Za-z0-9._]{1,39}$/.test(last) && !last.endsWith('.') && !reserved.test(last);
  return isLegal ? last : 'PROD001';
}
