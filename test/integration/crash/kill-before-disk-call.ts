import { nodeDisk } from '../../../src-main/engine/footage/disk.ts';
import { faultyDisk } from '../../helpers/faulty-disk.ts';

/** From now on, this process kills itself just before the vault's n-th call of the disk (from 1). */
export function killBeforeDiskCall(n: number): void {
  const real = { ...nodeDisk };
  const { disk } = faultyDisk(({ nth }) => {
    if (nth === n) {
      process.kill(process.pid, 'SIGKILL');
    }
    return null;
  }, real);
  for (const name of Object.keys(real) as (keyof typeof real)[]) {
    Reflect.set(nodeDisk, name, disk[name]);
  }
}
