import { useEngineQuery } from '../engine/use-engine.ts';
import { useSetting } from './use-setting.ts';

/** Whether the reviewer of this matter switched off the notices before content that may disturb; false until that is known. */
export function useNoticesOff(): boolean {
  const reviewerName = useEngineQuery('matters.current', {}).data?.reviewer.name;
  const [without] = useSetting('withoutContentNotices');
  return reviewerName !== undefined && without.includes(reviewerName);
}
