import * as l10n from '@vscode/l10n';
import type { MapMethod, ProjectionOrigin, QualityMetrics, StabilityMetrics } from '../collection/schema.ts';
import { localDecimal, localNumber } from '../language.ts';
import { isInEpochs } from './live-layout.ts';

/* How far a map can be trusted, in words: the same in the status line, in the sidebar and in messages. */

const NO_BREAK = '\u00a0';

/** `98.1 %`; what is not quite everything never reads 100. */
export function percent(share: number): string {
  const tenths = share >= 1 ? 1000 : Math.min(999, Math.round(share * 1000));
  return `${localDecimal(tenths / 10, 1)}${NO_BREAK}%`;
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
    l10n.t(
      'Trust (trustworthiness) {0}: images that are close here are alike.',
      `${percent(trustworthiness)}${error('trustworthiness')}`,
    ),
    l10n.t(
      'Continuity {0}: images that are alike are close here.',
      `${percent(continuity)}${error('continuity')}`,
    ),
    l10n.t(
      "Neighbours kept {0}: on average, this share of an image's {1} nearest neighbours is also nearest on this map.",
      percent(neighboursKept),
      k,
    ),
    ...(sampled === undefined
      ? []
      : [
          l10n.t(
            'Measured on a sample of {0} images; ± is the {1} confidence interval.',
            localNumber(sampled.points),
            `95${NO_BREAK}%`,
          ),
        ]),
  ];
}

/** In one sentence. */
export function describeStability({ k, seeds, agreement }: StabilityMetrics): string {
  const values = { agreement: percent(agreement), k, seeds: seeds.length };
  return seeds.length === 1
    ? l10n.t(
        "Stability {agreement}: on average, this share of an image's {k} nearest on this map is also nearest with another seed.",
        values,
      )
    : l10n.t(
        "Stability {agreement}: on average, this share of an image's {k} nearest on this map is also nearest with {seeds} other seeds.",
        values,
      );
}

/** How a map came to be, where that is not simply: computed from nothing. */
export function describeOrigin(origin: ProjectionOrigin | undefined): string | undefined {
  switch (origin) {
    case 'refitted':
      return l10n.t('Refitted: computed from the map before, so that images stay near their places.');
    case 'placed':
      return l10n.t('Placed: new images were added; all others are where they were.');
    default:
      return undefined;
  }
}

/** `stopped at epoch 120`; undefined for a map that ran to its end. */
export function describeStopped(map: {
  readonly method: MapMethod | 'preview';
  readonly stopped?: boolean | undefined;
  readonly steps?: number | undefined;
}): string | undefined {
  if (map.stopped !== true || map.method === 'preview' || map.method === 'imported') return undefined;
  if (map.steps === undefined) return l10n.t('stopped early');
  return isInEpochs(map.method)
    ? l10n.t('stopped at epoch {0}', localNumber(map.steps))
    : l10n.t('stopped at iteration {0}', localNumber(map.steps));
}

/** `12 of 15 neighbours kept`, from an image's distortion. */
export function describeKept(distortion: number, k: number): string {
  return l10n.t('{0} of {1} neighbours kept', Math.round((1 - distortion) * k), k);
}
