import type { ProjectionMethod, ProjectionOrigin, QualityMark, StabilityMark } from '../collection/schema.ts';
import { stepName } from './forming.ts';

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
}: QualityMark): readonly string[] {
  const error = (name: 'trustworthiness' | 'continuity'): string =>
    sampled === undefined ? '' : ` ± ${percent(1.96 * sampled.standardErrors[name])}`;
  return [
    `Trust (trustworthiness) ${percent(trustworthiness)}${error('trustworthiness')}: images that are close here are alike.`,
    `Continuity ${percent(continuity)}${error('continuity')}: images that are alike are close here.`,
    `Neighbours kept ${percent(neighboursKept)}: so many of an image's ${String(k)} nearest are among its ${String(k)} nearest here, on average.`,
    ...(sampled === undefined
      ? []
      : [
          `Measured on a sample of ${String(sampled.points)} images; ± is the 95${NO_BREAK}% confidence interval.`,
        ]),
  ];
}

/** In one sentence. */
export function describeStability({ k, seeds, agreement }: StabilityMark): string {
  const runs = seeds.length === 1 ? 'another seed' : `${String(seeds.length)} other seeds`;
  return `Stability ${percent(agreement)}: so many of an image's ${String(k)} nearest here are its nearest with ${runs}, too, on average.`;
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
  readonly method: ProjectionMethod | 'arriving';
  readonly stopped?: boolean | undefined;
  readonly steps?: number | undefined;
}): string | undefined {
  if (map.stopped !== true || map.method === 'arriving') return undefined;
  return map.steps === undefined
    ? 'stopped early'
    : `stopped at ${stepName(map.method)} ${String(map.steps)}`;
}

/** `12 of 15 neighbours kept`, from an image's distortion. */
export function describeKept(distortion: number, k: number): string {
  return `${String(Math.round((1 - distortion) * k))} of ${String(k)} neighbours kept`;
}
