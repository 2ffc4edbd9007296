import * as l10n from '@vscode/l10n';
import type { ComparedImage } from '../../src/core/compare/compared-image.ts';
import { inFieldOrder } from '../../src/core/compare/compared-image.ts';
import { comparisonRows, type ComparisonRow } from '../../src/core/compare/comparison.ts';
import { comparisonMarkdown } from '../../src/core/compare/markdown.ts';
import { countOfImages, describeLacking } from '../../src/core/counted.ts';
import { categoriesOf } from '../../src/core/explore/categories.ts';
import type { ExplorerMap, ProjectionView } from '../../src/core/explore/map.ts';
import { localNumber } from '../../src/core/language.ts';
import { element, iconButton } from '../dom.ts';
import type { Host } from '../host.ts';
import { onKeys } from '../keys/on-keys.ts';
import { closeKeys } from '../keys/tables.ts';
import { tableOf } from './table-elements.ts';

export interface CompareTableListener {
  /** An image is to be looked at on the map. */
  onVisit(id: string): void;
}

/** Images beside each other over the map: a column for each, a row for whatever is known of them. */
export class CompareTable {
  readonly element = element('dialog', 'comparison');
  readonly #host: Host;
  readonly #listener: CompareTableListener;
  readonly #title = element('h2', 'comparison-title');
  readonly #diff: HTMLButtonElement;
  readonly #status = element('p', 'comparison-status');
  readonly #content = element('div', 'comparison-content');
  #of: { readonly map: ExplorerMap; readonly projection: ProjectionView } | undefined;
  #ids: readonly string[] = [];
  #images: readonly ComparedImage[] = [];
  #showsSame = false;

  constructor(host: Host, listener: CompareTableListener) {
    this.#host = host;
    this.#listener = listener;
    this.#title.id = 'comparison-title';
    this.element.setAttribute('aria-labelledby', this.#title.id);
    this.#status.role = 'status';
    this.#content.tabIndex = 0;
    this.#content.role = 'region';
    this.#content.ariaLabel = l10n.t('Table of fields');
    this.#diff = iconButton('diff', l10n.t('Compare in a diff editor'), () => {
      host.post({ type: 'comparePrompts', ids: this.#ids });
    });
    const header = element(
      'header',
      'comparison-header',
      this.#title,
      this.#status,
      this.#diff,
      iconButton('copy', l10n.t('Copy as Markdown'), () => void this.#copy()),
      iconButton('close', l10n.t('Close (Escape)'), () => this.element.close()),
    );
    this.element.append(header, this.#content);
    // What is pressed here is not meant for the map; shortcuts are the editor's.
    this.element.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      event.stopPropagation();
    });
    // A browser closes a dialog by Escape only where its page has been touched since.
    onKeys(this.element, closeKeys, { close: () => this.element.close() });
  }

  get isOpen(): boolean {
    return this.element.open;
  }

  /** What the map shows from now on. */
  follow(map: ExplorerMap, projection: ProjectionView): void {
    this.#of = { map, projection };
  }

  /** The collection has changed: what is shown is read again. */
  async changed(): Promise<void> {
    if (this.isOpen) await this.open(this.#ids);
  }

  /** Compares two images in a diff editor; where there is none, here. */
  async compare(ids: readonly string[]): Promise<void> {
    if (this.#host.comparesInEditor) this.#host.post({ type: 'comparePrompts', ids });
    else await this.open(ids);
  }

  /** Shows these images; those that are not on the map are left out. */
  async open(ids: readonly string[]): Promise<void> {
    const { map } = this.#of ?? {};
    if (map === undefined) return;
    this.#ids = ids;
    const asked = ids.map(async (id) => {
      const row = map.images.ids.indexOf(id);
      const image = row === -1 ? null : await this.#host.compared(map, row);
      return image === null ? [] : [this.#withClusters(image, row)];
    });
    const images = (await Promise.all(asked)).flat();
    // Others may have been asked for meanwhile.
    if (this.#ids !== ids) return;
    this.#images = images;
    this.#ids = images.map(({ id }) => id);
    this.#status.textContent = leftOutText(ids.length - images.length);
    this.#draw();
    if (!this.isOpen) this.element.showModal();
  }

  #withClusters(image: ComparedImage, row: number): ComparedImage {
    if (this.#of === undefined) return image;
    const categories = categoriesOf(this.#of.map, this.#of.projection, 'middle');
    const value = categories?.labels[categories.groupOf(row)] ?? '';
    return { ...image, fields: inFieldOrder([...image.fields, { label: 'Cluster', value }]) };
  }

  #draw(): void {
    const { length } = this.#images;
    this.#title.textContent =
      length === 1 ? countOfImages(length) : l10n.t('{0} images side by side', localNumber(length));
    this.#diff.hidden = !this.#host.comparesInEditor || length !== 2;
    const scroll = [this.#content.scrollLeft, this.#content.scrollTop] as const;
    const table = tableOf(this.#images, this.#rows(), {
      thumbnail: (id) => this.#thumbnail(id),
      showsSame: this.#showsSame,
      onFold: (showsSame) => {
        this.#showsSame = showsSame;
      },
      onVisit: (id) => {
        this.element.close();
        this.#listener.onVisit(id);
      },
      onLeaveOut: length > 2 ? (id) => this.#leaveOut(id) : undefined,
    });
    this.#content.replaceChildren(table);
    this.#content.scrollTo(...scroll);
  }

  #rows(): readonly ComparisonRow[] {
    return comparisonRows(this.#images);
  }

  #thumbnail(id: string): string | undefined {
    const { map } = this.#of ?? {};
    return map && this.#host.thumbnail(map, map.images.ids.indexOf(id));
  }

  #leaveOut(id: string): void {
    this.#images = this.#images.filter((image) => image.id !== id);
    this.#ids = this.#images.map((image) => image.id);
    this.#draw();
    this.#content.focus();
  }

  async #copy(): Promise<void> {
    const names = this.#images.map(({ name }) => name);
    try {
      await this.#host.copy(comparisonMarkdown(names, this.#rows()));
      this.#status.textContent = l10n.t('Copied.');
    } catch {
      this.#status.textContent = l10n.t('The clipboard cannot be written to.');
    }
  }
}

function leftOutText(count: number): string {
  return count === 0 ? '' : describeLacking(count);
}
