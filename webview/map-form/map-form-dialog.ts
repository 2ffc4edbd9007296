import * as l10n from '@vscode/l10n';
import type { ExplorerMap } from '../../src/core/explore/map.ts';
import {
  mapFormOutcome,
  mapFormProblems,
  mapRequest,
  openMapForm,
  previewRequest,
  withMethod,
  type MapForm,
  type MapFormOutcome,
  type MapFormStart,
} from '../../src/core/project/map-form.ts';
import { projectionTitle } from '../../src/core/project/parameters.ts';
import type { FromPage, MapPreview as Preview, MapWish } from '../../src/protocol/explorer.ts';
import { element, iconButton, textButton } from '../dom.ts';
import { onKeys } from '../keys/on-keys.ts';
import { closeKeys } from '../keys/tables.ts';
import { MapFields } from './map-fields.ts';
import { MapPreview } from './map-preview.ts';
import { MethodChoice } from './method-choice.ts';

export interface MapFormListener {
  post(message: Extract<FromPage, { type: 'previewMap' | 'makeMap' | 'closeMapForm' }>): void;
  /** What is in the form by now, to be kept while the page is hidden; undefined once it is closed. */
  onDraft(form: MapForm | undefined): void;
  /** It is closed, and the focus is nowhere. */
  onLeave(): void;
}

/** Whoever types or holds an arrow has not finished before this. */
const SETTLED_MS = 400;

function submitLabel(outcome: MapFormOutcome): string {
  switch (outcome) {
    case 'new':
      return l10n.t('Create');
    case 'rerun':
      return l10n.t('Rerun');
    case 'replace':
      return l10n.t('Replace');
  }
}

/** The form of a new map, or of one that is computed again, with a preview of what it will look like. */
export class MapFormDialog {
  readonly element = element('dialog', 'map-form');
  readonly #listener: MapFormListener;
  readonly #title = element('h2', 'map-form-title');
  readonly #methods: MethodChoice;
  readonly #fields: MapFields;
  readonly #preview = new MapPreview();
  readonly #submit = element('button', 'button');
  /** Says what is wrong as soon as it is typed. */
  readonly #live = element('div', 'visually-hidden');
  #form: MapForm | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The previews so far: answers to earlier ones come too late. */
  #previews = 0;
  /** What the newest is of. */
  #previewed = '';

  constructor(listener: MapFormListener) {
    this.#listener = listener;
    this.#methods = new MethodChoice((method) => this.#change((form) => withMethod(form, method), true));
    this.#fields = new MapFields((change) => this.#change(change));
    this.#title.id = 'map-form-title';
    this.element.setAttribute('aria-labelledby', this.#title.id);
    this.#live.role = 'status';
    this.#submit.type = 'submit';
    const close = iconButton('close', l10n.t('Close (Escape)'), () => this.#leave());
    const cancel = textButton('button secondary', l10n.t('Cancel'), () => this.#leave());
    const fields = element('div', 'map-form-fields', this.#methods.element, this.#fields.element);
    const form = element(
      'form',
      'map-form-body',
      element('header', 'map-form-header', this.#title, close),
      element('div', 'map-form-content', fields, this.#preview.element),
      element('footer', 'map-form-footer', this.#fields.name, this.#submit, cancel),
      this.#live,
    );
    // The sentences beside the fields say more than the browser's.
    form.noValidate = true;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#make();
    });
    this.element.append(form);
    // What is typed here is not meant for the map; other keys are the editor's, too.
    this.element.addEventListener('keydown', (event) => {
      const { key, ctrlKey, metaKey, altKey } = event;
      if (ctrlKey || metaKey || altKey || (key.length > 1 && key !== 'Enter')) return;
      event.stopPropagation();
    });
    // A browser closes a dialog by Escape only where its page has been touched since.
    onKeys(this.element, closeKeys, { close: () => this.#leave() });
    this.element.addEventListener('cancel', (event) => {
      event.preventDefault();
      this.#leave();
    });
  }

  open(start: MapFormStart): void {
    this.restore(openMapForm(start));
  }

  /** Opens the form as it was left when the page was hidden. */
  restore(form: MapForm): void {
    this.#form = form;
    this.#previewed = '';
    this.#preview.clear();
    const { name, method, taken } = form.start;
    const isRerun = name !== undefined && taken.includes(name);
    this.#title.textContent = isRerun
      ? l10n.t('Rerun {0}', projectionTitle({ name, method }))
      : l10n.t('New Map');
    this.#methods.begin(method);
    this.#change((same) => same, true);
    if (!this.element.open) this.element.showModal();
    this.#methods.focus();
  }

  /** The folder has other maps by now. */
  follow({ projections }: ExplorerMap): void {
    const maps = projections.filter(({ method }) => method !== 'preview');
    const taken = maps.map(({ name }) => name);
    this.#change((form) => ({ ...form, start: { ...form.start, taken } }));
  }

  /** The map is being made: the focus goes back to where it was. */
  close(): void {
    clearTimeout(this.#timer);
    this.#form = undefined;
    this.#previews++;
    this.element.close();
    this.#listener.onDraft(undefined);
    if (document.activeElement === document.body) this.#listener.onLeave();
  }

  showPreview(number: number, preview: Preview): void {
    if (number === this.#previews && this.#form !== undefined) this.#preview.show(preview);
  }

  #leave(): void {
    if (this.#form === undefined) return;
    this.close();
    this.#listener.post({ type: 'closeMapForm' });
  }

  #make(): void {
    if (this.#form === undefined) return;
    const request = mapRequest(this.#form);
    if (request !== undefined) {
      this.#listener.post({ type: 'makeMap', ...request });
      return;
    }
    const [first] = mapFormProblems(this.#form);
    if (first === undefined) return;
    const [name, problem] = first;
    this.#fields.focus(name);
    this.#live.textContent = problem;
  }

  /** @param isOther Whether there are other fields by now. */
  #change(change: (form: MapForm) => MapForm, isOther = false): void {
    if (this.#form === undefined) return;
    const form = change(this.#form);
    this.#form = form;
    if (isOther) this.#fields.begin(form);
    this.#fields.show(form);
    this.#methods.show(form.method);
    this.#submit.textContent = submitLabel(mapFormOutcome(form));
    this.#live.textContent = [...mapFormProblems(form).values()].join(' ');
    this.#listener.onDraft(form);
    const request = previewRequest(form);
    const key = JSON.stringify(request ?? null);
    if (key === this.#previewed) return;
    this.#previewed = key;
    clearTimeout(this.#timer);
    this.#previews++;
    if (request === undefined) {
      this.#preview.fail(l10n.t('The preview follows once all fields can be used.'));
      return;
    }
    this.#preview.wait();
    this.#timer = setTimeout(() => this.#askPreview(request), isOther ? 0 : SETTLED_MS);
  }

  #askPreview(request: MapWish): void {
    this.#listener.post({ type: 'previewMap', number: this.#previews, ...request });
  }
}
