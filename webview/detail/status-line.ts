import type { ExplorerMap, ProjectionView } from '../../src/core/explore/map.ts';
import { describeParameters } from '../../src/core/project/parameters.ts';
import { element } from '../dom.ts';

/** Says how a map was made: parameters, seed, date, model and device; and, calmly, that a stand-in is not CLIP. */
export class StatusLine {
  readonly element = element('div', 'status-line');

  show(projection: ProjectionView, leftOut: ExplorerMap['leftOut']): void {
    const { createdAt, method, model, device } = projection;
    const date = new Date(createdAt).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
    const made = method === 'arriving' ? 'being embedded' : `made ${date}`;
    const settings = describeParameters(projection);
    this.element.replaceChildren(
      imageCount(projection, leftOut),
      withTooltip(element('span', 'status-parameters', settings), `${settings}, ${made}`),
      element('span', 'status-date', method === 'arriving' ? made : date),
      withTooltip(
        element('span', '', `${model.standIn ? model.id : model.label} on ${device.provider}`),
        `${model.label} on ${device.provider}: ${device.reason}`,
      ),
      ...(model.standIn ? [standInBadge(model.label)] : []),
    );
  }
}

/** How many images the map shows, and how many the user's settings leave out. */
function imageCount({ xy }: ProjectionView, { nsfw, grids }: ExplorerMap['leftOut']): HTMLElement {
  const shown = xy.filter((value) => value !== null).length / 2;
  const count = shown === 1 ? '1 image' : `${String(shown)} images`;
  if (nsfw + grids === 0) return element('span', '', count);
  const reasons = [
    nsfw > 0 ? `${String(nsfw)} marked as not safe for work (setting lexiclip.show.nsfw)` : [],
    grids > 0 ? `${String(grids)} that are several in one (setting lexiclip.show.grids)` : [],
  ];
  return withTooltip(
    element('span', 'images-left-out', `${count}, ${String(nsfw + grids)} left out`),
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
