import type { HandOverMethod } from '../../domain/transfer.ts';

const endings = { 'age-recipients': '.zip.age', 'age-phrase': '.zip.age', zip: '.zip', folder: '' } as const;

/** The name of the whole; its parts add `.001` and so on. */
export function wholeName(packetName: string, method: HandOverMethod): string {
  return `${packetName}${endings[method]}`;
}

export function partsName(packetName: string): string {
  return `${packetName}.parts.txt`;
}

export function joinName(packetName: string): string {
  return `${packetName}.JOIN.txt`;
}

/** Names that a hand-over needs free, but for its parts beyond the first. */
export function handOverNames(packetName: string, method: HandOverMethod): string[] {
  const whole = wholeName(packetName, method);
  return method === 'folder' ? [whole] : [whole, `${whole}.001`, partsName(packetName), joinName(packetName)];
}
