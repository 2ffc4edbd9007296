import { z } from 'zod';

/** Enough for any model, and far from what file systems and Windows' 260 characters refuse. */
const LONGEST = 200;

/** Letters and digits of any script, marks that no system gives a meaning to, spaces inside. */
const SEGMENT = /^[\p{L}\p{Nd}_](?:[\p{L}\p{M}\p{Nd} ._+@=()-]*[\p{L}\p{M}\p{Nd}_+@=()-])?$/u;

/** Names of devices, with any ending (Microsoft, "Naming Files, Paths, and Namespaces"). */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** A path inside a folder, the same on every system: nothing that is absolute, leads upwards, or is a device. */
export const plainPathSchema = z
  .string()
  .min(1)
  .max(LONGEST)
  .refine(
    (text) => text.split('/').every((segment) => SEGMENT.test(segment) && !RESERVED.test(segment)),
    'it has to be a plain relative path, such as onnx/model.onnx',
  );
