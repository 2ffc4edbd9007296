import * as l10n from '@vscode/l10n';
import type { ComparedImage } from '../../src/core/compare/compared-image.ts';
import type { ComparisonRow, FieldRow, OwnPhrase, PhrasesRow } from '../../src/core/compare/comparison.ts';
import { fieldLabel } from '../../src/core/explore/field-label.ts';
import { localNumber } from '../../src/core/language.ts';
import { element, iconButton } from '../dom.ts';

export interface TableOptions {
  /** What the page loads as an image's thumbnail; undefined where there is none. */
  readonly thumbnail: (id: string) => string | undefined;
  /** Whether the fields that are the same show. */
  readonly showsSame: boolean;
  readonly onFold: (showsSame: boolean) => void;
  readonly onVisit: (id: string) => void;
  /** Undefined where no image can be left out. */
  readonly onLeaveOut: ((id: string) => void) | undefined;
}

/** Phrases of a cell: a prompt may have a hundred thousand, and nobody reads them here. */
const MOST_PHRASES = 200;

/** The table of a comparison: first what differs, then what does not, folded. */
export function tableOf(
  images: readonly ComparedImage[],
  rows: readonly ComparisonRow[],
  options: TableOptions,
): HTMLTableElement {
  const columns = images.map((image) => columnHeader(image, options));
  const head = element('thead', '', element('tr', '', element('td', ''), ...columns));
  const differing = rows.filter(({ isSame }) => !isSame);
  const same = rows.filter(({ isSame }) => isSame);
  const different = element('tbody', 'comparison-different', ...differing.flatMap(differentRows));
  if (differing.length === 0) {
    const cell = element(
      'td',
      'comparison-note',
      l10n.t('They do not differ in anything that their prompt files say.'),
    );
    cell.colSpan = images.length + 1;
    different.append(element('tr', '', cell));
  }
  return element('table', 'comparison-table', head, different, ...sameRows(same, images.length, options));
}

function columnHeader(
  { id, name }: ComparedImage,
  { thumbnail, onVisit, onLeaveOut }: TableOptions,
): HTMLElement {
  const picture = element('img', 'comparison-picture');
  picture.alt = '';
  const address = thumbnail(id);
  if (address === undefined) picture.hidden = true;
  else picture.src = address;
  const show = element('button', 'comparison-name', picture, element('span', '', name));
  show.type = 'button';
  show.title = l10n.t('{0}: show on the map', id);
  show.addEventListener('click', () => onVisit(id));
  const header = element('th', '', show);
  header.scope = 'col';
  if (onLeaveOut !== undefined)
    header.append(iconButton('close', l10n.t('Leave out {0}', name), () => onLeaveOut(id)));
  return header;
}

function differentRows(row: ComparisonRow): readonly HTMLElement[] {
  return row.kind === 'field' ? [fieldRow(row)] : phraseRows(row);
}

function fieldRow({ label, values, isSame }: FieldRow): HTMLElement {
  const cells = values.map((value) => {
    const isAlone = !isSame && values.filter((other) => other === value).length === 1;
    const cell = element('td', isAlone ? 'comparison-alone' : '', value ?? '');
    if (value === undefined) cell.append(nothing());
    return cell;
  });
  return element('tr', '', rowHeader(label, !isSame), ...cells);
}

/** What all have of a prompt, and what each has beside it. */
function phraseRows({ label, shared, own, isReordered }: PhrasesRow): readonly HTMLElement[] {
  const rows: HTMLElement[] = [];
  if (own.some(({ length }) => length > 0)) {
    const cells = own.map((phrases) =>
      element('td', '', phrases.length === 0 ? nothing() : phraseList(phrases)),
    );
    rows.push(element('tr', '', rowHeader(label, true), ...cells));
  }
  if (shared.length > 0) {
    const title = isReordered
      ? l10n.t('{0}, in another order', fieldLabel(label))
      : l10n.t('{0}, in all', fieldLabel(label));
    const list = phraseList(shared.map((phrase) => ({ phrase, isAlone: false })));
    rows.push(element('tr', '', rowHeader(title, isReordered), across(list, own.length)));
  }
  return rows;
}

function sameRows(
  rows: readonly ComparisonRow[],
  columns: number,
  { showsSame, onFold }: TableOptions,
): readonly HTMLElement[] {
  if (rows.length === 0) return [];
  const body = element('tbody', 'comparison-same', ...rows.map((row) => sameRow(row, columns)));
  body.hidden = !showsSame;
  const what =
    rows.length === 1
      ? l10n.t('1 field is the same')
      : l10n.t('{0} fields are the same', localNumber(rows.length));
  const glyph = element('span', 'codicon');
  glyph.ariaHidden = 'true';
  const fold = element('button', 'comparison-fold', glyph, what);
  fold.type = 'button';
  const show = (): void => {
    fold.ariaExpanded = String(!body.hidden);
    glyph.className = `codicon codicon-chevron-${body.hidden ? 'right' : 'down'}`;
  };
  fold.addEventListener('click', () => {
    body.hidden = !body.hidden;
    show();
    onFold(!body.hidden);
  });
  show();
  const cell = element('td', '', fold);
  cell.colSpan = columns + 1;
  return [element('tbody', '', element('tr', '', cell)), body];
}

/** What is the same is told once. */
function sameRow(row: ComparisonRow, columns: number): HTMLElement {
  const content =
    row.kind === 'field'
      ? (row.values[0] ?? '')
      : phraseList(row.shared.map((phrase) => ({ phrase, isAlone: false })));
  return element('tr', '', rowHeader(row.label, false), across(content, columns));
}

function across(content: Node | string, columns: number): HTMLTableCellElement {
  const cell = element('td', '', content);
  cell.colSpan = columns;
  return cell;
}

/** A sign and a word, beside the colour, tell that it differs. */
function rowHeader(label: string, differs: boolean): HTMLElement {
  const header = element('th', differs ? 'comparison-differs' : '', fieldLabel(label));
  header.scope = 'row';
  if (differs) {
    const sign = element('span', 'comparison-sign', '≠');
    sign.ariaHidden = 'true';
    header.prepend(sign);
    header.append(element('span', 'visually-hidden', ` ${l10n.t('(differs)')}`));
  }
  return header;
}

function phraseList(phrases: readonly OwnPhrase[]): HTMLElement {
  const items = phrases.slice(0, MOST_PHRASES).map(({ phrase, isAlone }) => {
    const item = element('li', isAlone ? 'comparison-alone' : '', phrase);
    if (isAlone) item.append(element('span', 'visually-hidden', ` ${l10n.t('(only here)')}`));
    return item;
  });
  const rest = phrases.length - items.length;
  if (rest > 0) items.push(element('li', 'comparison-note', l10n.t('and {0} more', localNumber(rest))));
  return element('ul', 'comparison-phrases', ...items);
}

function nothing(): HTMLElement {
  const dash = element('span', 'comparison-nothing', '–');
  dash.ariaHidden = 'true';
  return element(
    'span',
    '',
    dash,
    element(
      'span',
      'visually-hidden',
      l10n.t({ message: 'none', comment: 'Of a field that an image lacks' }),
    ),
  );
}
