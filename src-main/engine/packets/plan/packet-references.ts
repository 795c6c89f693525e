import type { Annotation } from '../../../domain/annotation.ts';
import type { PacketId } from '../../../domain/identifier.ts';
import type { PacketPlan } from '../../../domain/packet-plan.ts';

/** How an annotation is named in the custody log and in a plan. */
export function annotationReference(annotation: Annotation): string {
  return `annotation:${annotation.id}@${annotation.revision}`;
}

/** What the custody entries of a packet point at: itself, the originals it draws on, its exhibits and their annotations. */
export function packetReferences(id: PacketId, plan: PacketPlan): string[] {
  const assets = new Set(plan.exhibits.map(({ footageDigest }) => `asset:${footageDigest}`));
  const exhibits = plan.exhibits.flatMap(({ exhibitId, revision }) =>
    exhibitId === null ? [] : [`exhibit:${exhibitId}@${revision}`],
  );
  const annotations = plan.exhibits.flatMap(({ annotation }) =>
    annotation === null ? [] : [annotationReference(annotation)],
  );
  return [`packet:${id}`, ...assets, ...exhibits, ...annotations];
}
