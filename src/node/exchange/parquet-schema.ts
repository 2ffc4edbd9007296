import type { SchemaElement } from 'hyparquet';
import type { ColumnKind, ExportColumn } from '../../core/exchange/table.ts';

/** The columns as Parquet declares them: lists in three levels, as its LIST type asks for. */
export function parquetSchema(columns: readonly ExportColumn[]): SchemaElement[] {
  return [
    { name: 'schema', num_children: columns.length },
    ...columns.flatMap(({ name, kind }) => elementsOf(name, kind)),
  ];
}

const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } } as const;

function elementsOf(name: string, kind: ColumnKind): SchemaElement[] {
  const optional = { name, repetition_type: 'OPTIONAL' } as const;
  switch (kind) {
    case 'text':
      return [{ ...optional, ...text }];
    case 'texts':
      return list(name, text);
    case 'flag':
      return [{ ...optional, type: 'BOOLEAN' }];
    case 'whole':
      return [{ ...optional, type: 'INT32' }];
    case 'long':
      return [{ ...optional, type: 'INT64' }];
    case 'real':
      return [{ ...optional, type: 'DOUBLE' }];
    case 'time':
      return [{ ...optional, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' }];
    case 'vector':
      return list(name, { type: 'FLOAT' });
    case 'neighbours':
      return [
        { ...optional, num_children: 2 },
        ...list('ids', { type: 'INT32' }),
        ...list('distances', { type: 'FLOAT' }),
      ];
  }
}

function list(name: string, element: Omit<SchemaElement, 'name'>): SchemaElement[] {
  return [
    {
      name,
      repetition_type: 'OPTIONAL',
      num_children: 1,
      converted_type: 'LIST',
      logical_type: { type: 'LIST' },
    },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', repetition_type: 'REQUIRED', ...element },
  ];
}
