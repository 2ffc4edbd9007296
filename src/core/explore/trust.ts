import type { MapMethod, ProjectionOrigin, QualityMetrics, StabilityMetrics } from '../collection/schema.ts';
import { stepName } from './live-layout.ts';

/* How far a map can be trusted, in words: the same in the status line, in the sidebar and in messages. */

const NO_BREAK = '\u00a0';

/** `98.1 %`; what is not quite everything never reads 100. */
export function percent(share: number): string {
  const tenths = share >= 1 ? 1000 : Math.min(999, Math.round(share * 1000));
  return `${(tenths / 10).toFixed(1)}${NO_BREAK}%`;
}

/** One sentence for each figure, and one for the sample that they are of. */
export function describeQuality({
  k,
  trustworthiness,
  continuity,
  neighboursKept,
  sampled,
}: QualityMetrics): readonly string[] {
  const error = (name: 'trustworthiness' | 'continuity'): string =>
    sampled === undefined ? '' : ` ± ${percent(1.96 * sampled.standardErrors[name])}`;
  return [
    `Trust (trustworthiness) ${percent(trustworthiness)}${error('trustworthiness')}: images that are close here are alike.`,
    `Continuity ${percent(continuity)}${error('continuity')}: images that are alike are close here.`,
    `Neighbours kept ${percent(neighboursKept)}: on average, this share of an image's ${k} nearest neighbours is also nearest on this map.`,
    ...(sampled === undefined
      ? []
      : [`Measured on a sample of ${sampled.points} images; ± is the 95${NO_BREAK}% confidence interval.`]),
  ];
}

/** In one sentence. */
export function describeStability({ k, seeds, agreement }: StabilityMetrics): string {
  const runs = seeds.length === 1 ? 'another seed' : `${seeds.length} other seeds`;
  return `Stability ${percent(agreement)}: on average, this share of an image's ${k} nearest on this map is also nearest with ${runs}.`;
}

const origins: Readonly<Record<ProjectionOrigin, string | undefined>> = {
  anew: undefined,
  refitted: 'Refitted: computed from the map before, so that images stay near their places.',
  placed: 'Placed: new images were added; all others are where they were.',
};

/** How a map came to be, where that is not simply: computed from nothing. */
export function describeOrigin(origin: ProjectionOrigin | undefined): string | undefined {
  return origin === undefined ? undefined : origins[origin];
}

/** `stopped at epoch 120`; undefined for a map that ran to its end. */
export function describeStopped(map: {
  readonly method: MapMethod | 'preview';
  readonly stopped?: boolean | undefined;
  readonly steps?: number | undefined;
}): string | undefined {
  if (map.stopped !== true || map.method === 'preview' || map.method === 'imported') return undefined;
  return map.steps === undefined ? 'stopped early' : `stopped at ${stepName(map.method)} ${map.steps}`;
}

/** `12 of 15 neighbours kept`, from an image's distortion. */
export function describeKept(distortion: number, k: number): string {
  return `${Math.round((1 - distortion) * k)} of ${k} neighbours kept`;
}
