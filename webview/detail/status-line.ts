import type { ExplorerMap, ProjectionView } from '../../src/core/explore/map.ts';
import {
  describeOrigin,
  describeQuality,
  describeStability,
  describeStopped,
  percent,
} from '../../src/core/explore/trust.ts';
import { describeParameters } from '../../src/core/project/parameters.ts';
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
      `${model.standIn ? model.id : model.label} on ${device.provider}`,
    );
    while (this.element.children.length > 1) this.element.lastChild?.remove();
    this.element.append(
      imageCount(projection, leftOut),
      ...trust(projection),
      ...(stopped === undefined ? [] : [element('span', 'status-stopped', stopped)]),
      withTooltip(element('span', 'status-parameters', settings), history),
      element('span', 'status-date', made),
      withTooltip(madeBy, `${model.label} on ${device.provider}: ${device.reason}\n${history}`),
      ...(model.standIn ? [standInBadge(model.label)] : []),
    );
  }
}

function whenMade({ method, liveLayout = false, createdAt }: ProjectionView): string {
  if (method === 'preview') return 'being embedded';
  if (liveLayout) return 'forming';
  return new Date(createdAt).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}

/** The figures that the map has; what they mean is in their tooltips. */
function trust({ quality, stability }: ProjectionView): HTMLElement[] {
  const measured: HTMLElement[] = [];
  if (quality !== undefined) {
    const tooltip = describeQuality(quality).join('\n');
    const figures = [
      ['status-trust', 'Trust', quality.trustworthiness],
      ['status-continuity', 'Continuity', quality.continuity],
      ['status-kept', 'Neighbours kept', quality.neighboursKept],
    ] as const;
    for (const [name, label, share] of figures)
      measured.push(withTooltip(element('span', name, `${label} ${percent(share)}`), tooltip));
  }
  if (stability !== undefined) {
    const shown = element('span', 'status-stability', `Stability ${percent(stability.agreement)}`);
    measured.push(withTooltip(shown, describeStability(stability)));
  }
  return measured;
}

/** How many images the map shows, and how many the user's settings leave out. */
function imageCount({ xy }: ProjectionView, { nsfw, grids }: ExplorerMap['leftOut']): HTMLElement {
  const shown = xy.reduce((count, value) => (Number.isNaN(value) ? count : count + 1), 0) / 2;
  const count = shown === 1 ? '1 image' : `${shown} images`;
  if (nsfw + grids === 0) return element('span', 'status-count', count);
  const reasons = [
    nsfw > 0 ? `${nsfw} marked as not safe for work (setting lexiclip.show.nsfw)` : [],
    grids > 0 ? `${grids} that are several in one (setting lexiclip.show.grids)` : [],
  ];
  return withTooltip(
    element('span', 'status-count images-left-out', `${count}, ${nsfw + grids} left out`),
    `Left out: ${reasons.flat().join(', ')}`,
  );
}

function standInBadge(label: string): HTMLElement {
  return withTooltip(
    element('span', 'stand-in', 'Stand-in model, not CLIP'),
    `${label}. Distances mean less than with CLIP. Explore again with CLIP to replace this map.`,
  );
}

function withTooltip(shown: HTMLElement, tooltip: string): HTMLElement {
  shown.title = tooltip;
  return shown;
}
