import type { ProjectionView } from '../../src/core/explore/map.ts';
import { element, iconButton } from '../dom.ts';

export interface ToolbarListener {
  onProjection(name: string): void;
  onZoom(steps: number): void;
  onReset(): void;
  onBoxZoom(on: boolean): void;
}

/** The maps to switch between, and what moves the window over them. */
export class Toolbar {
  readonly element = element('div', 'toolbar');
  readonly #projections = element('div', 'projections');
  readonly #boxZoom: HTMLButtonElement;
  readonly #listener: ToolbarListener;

  constructor(listener: ToolbarListener) {
    this.#listener = listener;
    this.#projections.role = 'radiogroup';
    this.#projections.ariaLabel = 'Projection';
    this.#boxZoom = iconButton('screen-full', 'Zoom to a box (or Shift and drag)', () => {
      const on = this.#boxZoom.ariaPressed !== 'true';
      this.#boxZoom.ariaPressed = String(on);
      listener.onBoxZoom(on);
    });
    this.#boxZoom.ariaPressed = 'false';
    const tools = [
      iconButton('zoom-in', 'Zoom in (+)', () => {
        listener.onZoom(1);
      }),
      iconButton('zoom-out', 'Zoom out (-)', () => {
        listener.onZoom(-1);
      }),
      this.#boxZoom,
      iconButton('discard', 'Show everything (0)', () => {
        listener.onReset();
      }),
    ];
    this.element.append(this.#projections, element('div', 'tools', ...tools));
  }

  show(projections: readonly ProjectionView[], current: string): void {
    const buttons = projections.map(({ name, title }) => {
      const button = element('button', 'projection', title);
      button.type = 'button';
      button.role = 'radio';
      button.dataset['projection'] = name;
      button.ariaChecked = String(name === current);
      button.addEventListener('click', () => {
        this.#listener.onProjection(name);
      });
      return button;
    });
    this.#projections.replaceChildren(...buttons);
  }
}
