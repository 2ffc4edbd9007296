import * as l10n from '@vscode/l10n';
import { fieldLabel } from '../explore/field-label.ts';
import type { ComparisonRow } from './comparison.ts';

/**
 * A comparison as a table of GitHub Flavored Markdown.
 * @param names Of the images, in the order of the columns.
 */
export function comparisonMarkdown(names: readonly string[], rows: readonly ComparisonRow[]): string {
  const lines = [
    line(['', ...names]),
    line(['---', ...names.map(() => '---')], (cell) => cell),
    ...rows.flatMap(linesOf),
  ];
  return `${lines.join('\n')}\n`;
}

/** Differences are bold: what is so in all images is not. */
function linesOf(row: ComparisonRow): readonly string[] {
  if (row.kind === 'field') {
    const cells = row.values.map((value) => mark(escape(value ?? ''), !row.isSame));
    return [line([escape(fieldLabel(row.label)), ...cells], (cell) => cell)];
  }
  const { shared, own, isReordered } = row;
  const label = fieldLabel(row.label);
  const differs = own.some(({ length }) => length > 0);
  const common = own.map(() => shared.join(', '));
  const different = own.map((phrases) => phrases.map(({ phrase }) => mark(escape(phrase), true)).join(', '));
  return [
    ...(shared.length === 0
      ? []
      : [
          line([
            isReordered ? l10n.t('{0}, in all (in another order)', label) : l10n.t('{0}, in all', label),
            ...common,
          ]),
        ]),
    ...(differs ? [line([escape(l10n.t('{0}, different', label)), ...different], (cell) => cell)] : []),
  ];
}

function mark(text: string, isMarked: boolean): string {
  return isMarked && text !== '' ? `**${text}**` : text;
}

function line(cells: readonly string[], written = escape): string {
  return `| ${cells.map(written).join(' | ')} |`;
}

/** What Markdown or HTML would take for a mark of theirs. */
function escape(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>|~#&]/g, '\\$&');
}
