import type { FileHandle } from 'node:fs/promises';
import { type Disk, nodeDisk } from '../../src-main/engine/footage/disk.ts';

/** One call that the vault makes of the disk: an operation of the disk itself, or of an open file (`file.read` ...). */
export type DiskCall = { readonly operation: string; readonly target: string; readonly nth: number };

/** What happens to a call: nothing special, a failure with a system code before it, or a change after it. */
export type Fault =
  | { readonly fail: string }
  | { readonly after: (result: unknown, args: readonly unknown[]) => unknown }
  | { readonly instead: (args: readonly unknown[], real: (...args: readonly unknown[]) => unknown) => unknown }
  | null;

export type FaultyDisk = { readonly disk: Disk; readonly calls: DiskCall[] };

/** The real disk with every call counted from 1 and `choose` asked what to do with it. */
export function faultyDisk(choose: (call: DiskCall) => Fault, realDisk: Disk = nodeDisk): FaultyDisk {
  const calls: DiskCall[] = [];

  async function pass(
    operation: string,
    target: string,
    args: readonly unknown[],
    real: (...args: readonly unknown[]) => unknown,
  ): Promise<unknown> {
    const call = { operation, target, nth: calls.length + 1 };
    calls.push(call);
    const fault = choose(call);
    if (fault !== null && 'fail' in fault) {
      throw Object.assign(new Error(`${fault.fail}: planted`), { code: fault.fail });
    }
    if (fault !== null && 'instead' in fault) {
      return fault.instead(args, real);
    }
    const result = await real(...args);
    return fault === null ? result : fault.after(result, args);
  }

  function wrapHandle(handle: FileHandle, target: string): FileHandle {
    return new Proxy(handle, {
      get(own, name) {
        const value: unknown = Reflect.get(own, name);
        if (typeof value !== 'function') {
          return value;
        }
        const real = (...args: readonly unknown[]): unknown => Reflect.apply(value, own, args);
        return (...args: readonly unknown[]) => pass(`file.${String(name)}`, target, args, real);
      },
    });
  }

  const disk = new Proxy(realDisk, {
    get(own, name) {
      const value: unknown = Reflect.get(own, name);
      if (typeof value !== 'function') {
        return value;
      }
      const real = (...args: readonly unknown[]): unknown => Reflect.apply(value, own, args);
      return async (...args: readonly unknown[]) => {
        const target = String(args[0]);
        const result = await pass(String(name), target, args, real);
        return name === 'open' ? wrapHandle(result as FileHandle, target) : result;
      };
    },
  });
  return { disk, calls };
}
