import { describe, expect, it } from 'vitest';
import { LexiclipError } from '../../../src/core/errors.ts';
import { providersFor } from '../../../src/node/inference/devices.ts';
import { describeRefusal } from '../../../src/node/inference/refusal.ts';

describe('the providers that are tried', () => {
  it.each([
    ['win32', 'x64', ['dml', 'webgpu', 'cpu']],
    ['darwin', 'arm64', ['coreml', 'webgpu', 'cpu']],
    ['linux', 'x64', ['cuda', 'webgpu', 'cpu']],
    ['linux', 'arm64', ['cpu']],
  ] as const)('on %s-%s, automatically: %j', (platform, arch, providers) =>
    expect(providersFor('auto', platform, arch)).toEqual(providers),
  );

  it('a named device stands alone', () => {
    expect(providersFor('directml', 'linux', 'x64')).toEqual(['dml']);
    expect(providersFor('cpu', 'win32', 'x64')).toEqual(['cpu']);
  });
});

describe('why a device is not used', () => {
  it.each([
    [
      'OrtSessionOptionsAppendExecutionProvider_Cuda: Failed to load shared library',
      'its libraries are not installed',
    ],
    [
      '/onnxruntime_src/x.cc:136 Initialize(const Config&)::<lambda()> status == Success was false. Failed to get a WebGPU adapter: No supported adapters\n',
      'no graphics adapter',
    ],
    ['/src/y.cc:1 f() n > 0 was false. Out of\n  memory\n', 'Out of memory'],
    ['no available backend found', 'no available backend found'],
  ])('%j', (message, reason) => expect(describeRefusal(new Error(message))).toBe(reason));

  it('says that it crashed', () => {
    const crash = new LexiclipError({ kind: 'inference-crashed', detail: 'SIGSEGV' });
    expect(describeRefusal(crash)).toBe('it crashed (SIGSEGV)');
  });
});
