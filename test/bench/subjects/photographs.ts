import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { ProjectionFile } from '../../../src/core/collection/schema.ts';
import { stripsUsed } from '../strips.ts';
import { readTask, report } from '../subject.ts';

/* A folder of photographs, from files to a map by the command line, with the stand-in model; how good its file says it is. */

const { folder, workspace, method } = readTask() as { folder: string; workspace: string; method: string };
const root = path.resolve(import.meta.dirname, '../../..');
const model = path.join(root, 'build/models/resnet50-imagenet.onnx');
const source = ['--source', 'folder', '--folder', folder, '--workspace', workspace];
const options = [...source, '--method', method, '--model', model, '--device', 'cpu'];

const start = performance.now();
await promisify(execFile)(process.execPath, [path.join(root, 'dist/cli.js'), 'explore', ...options]);
const wallSeconds = (performance.now() - start) / 1000;
const file = await readFile(path.join(workspace, `.lexiclip/projections/${method}.json`), 'utf8');
const { points, quality } = JSON.parse(file) as ProjectionFile;
const { trustworthiness, continuity, neighboursKept } = quality ?? {};
const strips = stripsUsed(
  points.flatMap(({ x, y }) => [x, y]),
  2,
);
report({ wallSeconds, points: points.length, trustworthiness, continuity, neighboursKept, strips });
