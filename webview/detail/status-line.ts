import * as l10n from '@vscode/l10n';
import { countOfImages } from '../../src/core/counted.ts';
import type { ExplorerMap, ProjectionView } from '../../src/core/explore/map.ts';
import {
  describeOrigin,
  describeQuality,
  describeStability,
  describeStopped,
  percent,
} from '../../src/core/explore/trust.ts';
import { localNumber, localMoment } from '../../src/core/language.ts';
import { describeParameters } from '../../src/core/project/parameters.ts';
import { deviceReason } from '../../src/core/wording/device-reason.ts';
import { element } from '../dom.ts';

/**
 * Says how far a map can be trusted and how it was made: parameters, seed, date, model and device; and, calmly, that
 * a stand-in is not CLIP. In a narrow panel what is least important gives way (styles/detail.css).
 */
export class StatusLine {
  readonly element = element('div', 'status-line');

  /** @param first Comes before all that is told here, and stays. */
  constructor(first: HTMLElement) {
    this.element.append(first);
  }

  show(projection: ProjectionView, leftOut: ExplorerMap['leftOut']): void {
    const { model, device } = projection;
    const made = whenMade(projection);
    const settings = describeParameters(projection);
    const stopped = describeStopped(projection);
    const history = [settings, stopped, describeOrigin(projection.origin), made]
      .filter((line) => line !== undefined)
      .join('\n');
    const madeBy = element(
      'span',
      'status-model',
      l10n.t('{0} on {1}', model.standIn ? model.id : model.label, device.provider),
    );
    while (this.element.children.length > 1) this.element.lastChild?.remove();
    this.element.append(
      imageCount(projection, leftOut),
      ...trust(projection),
      ...(stopped === undefined ? [] : [element('span', 'status-stopped', stopped)]),
      withTooltip(element('span', 'status-parameters', settings), history),
      element('span', 'status-date', made),
      withTooltip(
        madeBy,
        [l10n.t('{0} on {1}: {2}', model.label, device.provider, deviceReason(device.reason)), history].join(
          '\n',
        ),
      ),
      ...(model.standIn ? [standInBadge(model.label)] : []),
    );
  }
}

function whenMade({ method, liveLayout = false, createdAt }: ProjectionView): string {
  if (method === 'preview') return l10n.t('being embedded');
  if (liveLayout) return l10n.t('forming');
  return localMoment(createdAt);
}

/** The figures that the map has; what they mean is in their tooltips. */
function trust({ quality, stability }: ProjectionView): HTMLElement[] {
  const measured: HTMLElement[] = [];
  if (quality !== undefined) {
    const tooltip = describeQuality(quality).join('\n');
    const figures = [
      ['status-trust', l10n.t('Trust {0}', percent(quality.trustworthiness))],
      ['status-continuity', l10n.t('Continuity {0}', percent(quality.continuity))],
      ['status-kept', l10n.t('Neighbours kept {0}', percent(quality.neighboursKept))],
    ] as const;
    for (const [name, figure] of figures) measured.push(withTooltip(element('span', name, figure), tooltip));
  }
  if (stability !== undefined) {
    const shown = element('span', 'status-stability', l10n.t('Stability {0}', percent(stability.agreement)));
    measured.push(withTooltip(shown, describeStability(stability)));
  }
  return measured;
}

/** How many images the map shows, and how many the user's settings leave out. */
function imageCount({ xy }: ProjectionView, { nsfw, grids }: ExplorerMap['leftOut']): HTMLElement {
  const shown = xy.reduce((count, value) => (Number.isNaN(value) ? count : count + 1), 0) / 2;
  const count = countOfImages(shown);
  if (nsfw + grids === 0) return element('span', 'status-count', count);
  const reasons = [
    nsfw > 0
      ? l10n.t('Left out, marked as not safe for work (setting lexiclip.show.nsfw): {0}', localNumber(nsfw))
      : [],
    grids > 0
      ? l10n.t('Left out, several images in one (setting lexiclip.show.grids): {0}', localNumber(grids))
      : [],
  ];
  return withTooltip(
    element(
      'span',
      'status-count images-left-out',
      l10n.t('{0}, {1} left out', count, localNumber(nsfw + grids)),
    ),
    reasons.flat().join('\n'),
  );
}

function standInBadge(label: string): HTMLElement {
  return withTooltip(
    element('span', 'stand-in', l10n.t('Stand-in model, not CLIP')),
    l10n.t('{0}. Distances mean less than with CLIP. Explore again with CLIP to replace this map.', label),
  );
}

function withTooltip(shown: HTMLElement, tooltip: string): HTMLElement {
  shown.title = tooltip;
  return shown;
}
