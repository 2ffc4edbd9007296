import type { ProjectionView } from '../../src/core/explore/map.ts';
import { describeParameters } from '../../src/core/project/parameters.ts';
import { element } from '../dom.ts';

/** Says how a map was made: parameters, seed, date, model and device; and, calmly, that a stand-in is not CLIP. */
export class StatusLine {
  readonly element = element('div', 'status-line');

  show(projection: ProjectionView, imageCount: number): void {
    const { createdAt, model, device } = projection;
    const made = new Date(createdAt).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
    const settings = describeParameters(projection);
    const count = imageCount === 1 ? '1 image' : `${String(imageCount)} images`;
    this.element.replaceChildren(
      element('span', '', count),
      withTooltip(element('span', 'status-parameters', settings), `${settings}, made ${made}`),
      element('span', 'status-date', made),
      withTooltip(
        element('span', '', `${model.standIn ? model.id : model.label} on ${device.provider}`),
        `${model.label} on ${device.provider}: ${device.reason}`,
      ),
      ...(model.standIn ? [standInBadge(model.label)] : []),
    );
  }
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
