import * as l10n from '@vscode/l10n';
import * as z from 'zod';
import { isPlainPath } from '../collection/file-rules.ts';

/** Enough for any model, and far from what file systems and Windows' 260 characters refuse. */
const LONGEST = 200;

/** Letters and digits of any script, marks that no system gives a meaning to, spaces inside. */
const SEGMENT = /^[\p{L}\p{Nd}_](?:[\p{L}\p{M}\p{Nd} ._+@=()-]*[\p{L}\p{M}\p{Nd}_+@=()-])?$/u;

/** A path inside a folder, the same on every system: nothing that is absolute, leads upwards, or is a device. */
export const plainPathSchema = z
  .string()
  .min(1)
  .max(LONGEST)
  .refine((text) => isPlainPath(text) && text.split('/').every((segment) => SEGMENT.test(segment)), {
    error: () => l10n.t('it has to be a plain relative path, such as {0}', 'onnx/model.onnx'),
  });
