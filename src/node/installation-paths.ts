import path from 'node:path';
import envPaths from 'env-paths';
import { cudaFolder } from './cuda/provider.ts';
import { hubCache } from './models/hub-cache.ts';

export interface InstallationPaths {
  readonly inferenceEntry: string;
  readonly projectionEntry: string;
  readonly parquetEntry: string;
  readonly sample: string;
  /** The stand-in model, where `npm run build` puts it; the extension package does not carry it. */
  readonly standIn: string;
  /** The hub's cache: models downloaded by us or by other tools. */
  readonly modelCache: string;
  /** What was found out about this machine, and what was set up on it. */
  readonly cache: string;
  /** What the user has allowed collections on this machine: see collection/image-folders.ts. */
  readonly imageFolders: string;
  /** A runtime with CUDA, once it is set up. */
  readonly cuda: string;
  /** onnxruntime-node's own binaries. */
  readonly runtime: string;
  /** The built explorer page. */
  readonly page: string;
}

/** Where things are in an installation (a checkout, or the installed extension) and on this machine. */
export function installationPaths(installation: string): InstallationPaths {
  const own = envPaths('lexiclip', { suffix: '' });
  const cache = process.env['LEXICLIP_CACHE'] ?? own.cache;
  const config = process.env['LEXICLIP_CONFIG'] ?? own.config;
  return {
    inferenceEntry: path.join(installation, 'dist', 'workers', 'inference.js'),
    projectionEntry: path.join(installation, 'dist', 'workers', 'projection.js'),
    parquetEntry: path.join(installation, 'dist', 'workers', 'parquet.js'),
    sample: path.join(installation, 'media', 'sample'),
    standIn: path.join(installation, 'build', 'models', 'resnet50-imagenet.onnx'),
    modelCache: hubCache(),
    cache,
    imageFolders: path.join(config, 'image-folders'),
    cuda: cudaFolder(cache),
    runtime: path.join(
      installation,
      `node_modules/onnxruntime-node/bin/napi-v6/${process.platform}/${process.arch}`,
    ),
    page: path.join(installation, 'webview', 'dist'),
  };
}
