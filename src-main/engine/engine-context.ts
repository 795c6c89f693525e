import type { CallName, CallOutput, CallRequest, Trust } from '../contract/api.ts';
import type { Catalog } from './catalog/catalog.ts';
import type { EngineOptions } from './engine-options.ts';
import type { EventHub } from './event-hub.ts';
import type { OpenMatter } from './matters/open-matter.ts';
import type { PathGrants } from './path-grants.ts';

/** One engine: at most one matter is open in it, because a matter is the unit of access. */
export type EngineContext = {
  readonly options: EngineOptions;
  readonly catalog: Catalog;
  readonly events: EventHub;
  readonly grants: PathGrants;
  /** Null while no matter is open. Only the matters room sets it. */
  openMatter: OpenMatter | null;
};

/** What a call handler is given beside its input. */
export type CallContext = {
  readonly engine: EngineContext;
  readonly trust: Trust;
  readonly signal: AbortSignal;
  /** The open matter; throws `no-matter-open`. */
  matter(): OpenMatter;
};

export type CallHandler<N extends CallName> = (
  input: CallRequest<N>,
  context: CallContext,
) => CallOutput<N> | Promise<CallOutput<N>>;

/** A room's share of the contract. */
export type CallHandlers<N extends CallName> = { readonly [K in N]: CallHandler<K> };
