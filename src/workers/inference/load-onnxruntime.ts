import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type * as Ort from 'onnxruntime-node';
import { turnTelemetryOff } from '../../node/inference/telemetry.ts';

const require = createRequire(path.join(import.meta.dirname, 'load-onnxruntime.js'));
const BINDING = 'onnxruntime_binding.node';

/**
 * onnxruntime without its telemetry, and with CUDA where the folder that `LEXICLIP_CUDA` names has it: the runtime
 * looks for its providers beside itself, so it is loaded from there. onnxruntime-node has no switch for it; its
 * loader finds the other binding in the place of its own.
 */
export function loadOnnxruntime(): typeof Ort {
  turnTelemetryOff();
  const other = path.join(process.env['LEXICLIP_CUDA'] ?? '', BINDING);
  if (path.isAbsolute(other) && existsSync(other)) {
    const package_ = path.dirname(path.dirname(require.resolve('onnxruntime-node')));
    const own = path.join(package_, 'bin/napi-v6', process.platform, process.arch, BINDING);
    const module = Object.assign(Object.create(null) as NodeJS.Module, {
      id: own,
      filename: own,
      loaded: true,
      children: [],
      paths: [],
      exports: require(other) as unknown,
    });
    require.cache[own] = module;
  }
  return require('onnxruntime-node') as typeof Ort;
}
