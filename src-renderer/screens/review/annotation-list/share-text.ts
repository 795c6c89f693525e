/** A share in whole hundredths, cut so that only all is 100 % and only none is 0 %. */
export function shareText(part: number, whole: number): string {
  if (whole <= 0 || part <= 0) {
    return '0 %';
  }
  if (part >= whole) {
    return '100 %';
  }
  const percent = Math.floor((part / whole) * 100);
  return percent === 0 ? 'under 1 %' : `${percent} %`;
}
