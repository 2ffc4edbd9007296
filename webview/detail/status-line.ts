import type { ProjectionView } from '../../src/core/explore/map.ts';
import { describeParameters } from '../../src/core/project/parameters.ts';
import { element } from '../dom.ts';

/** Says how a map was made: parameters, seed, date, model and device; and, calmly, that a stand-in is not CLIP. */
export class StatusLine {
  readonly element = element('div', 'status-line');

  show(projection: ProjectionView, imageCount: number): void {
    const { createdAt, model, device } = projection;
    const parameters = element('span', 'status-parameters', describeParameters(projection));
    parameters.title = parameters.textContent;
    const made = element(
      'span',
      '',
      new Date(createdAt).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' }),
    );
    const vectors = element('span', '', `${model.standIn ? model.id : model.label} on ${device.provider}`);
    vectors.title = device.reason;
    const parts = [element('span', '', `${String(imageCount)} images`), parameters, made, vectors];
    if (model.standIn) {
      const badge = element('span', 'stand-in', 'Stand-in model, not CLIP');
      badge.title = `${model.label}. Distances mean less than with CLIP. Explore again with CLIP to replace this map.`;
      parts.push(badge);
    }
    this.element.replaceChildren(...parts);
  }
}
