import { useEffect, useEffectEvent, useState } from 'react';

/** How long pointer or focus rests on a thing before it is taken for an approach, and not for passing by. */
const restMillis = 60;

export type Approach = {
  readonly onHoverChange: (isHovered: boolean) => void;
  readonly onFocusChange: (isFocused: boolean) => void;
};

/** For a button of react-aria-components: runs `act` when the pointer or the keyboard focus has come to rest on it. */
export function useApproach(act: () => void): Approach {
  const [isHovered, setHovered] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const isNear = isHovered || isFocused;
  const run = useEffectEvent(act);
  useEffect(() => {
    if (isNear) {
      const timer = setTimeout(() => run(), restMillis);
      return () => clearTimeout(timer);
    }
    return undefined;
  }, [isNear]);
  return { onHoverChange: setHovered, onFocusChange: setFocused };
}
