import { describe, expect, test } from '@jest/globals';
import { ConfigError, readConfig } from '../../backend/config.ts';

describe('configuration', () => {
  test('nothing set: embedded on 8787 with the documented limits', () => {
    const config = readConfig({ XDG_DATA_HOME: '/data', ROWSHOT_MAX_FILE_MB: '' });
    expect(config).toMatchObject({
      mode: 'embedded',
      port: 8787,
      dataDir: '/data/rowshot',
      publicUrl: null,
      monthCapUsd: null,
    });
    expect(config.limits).toMatchObject({
      maxFileBytes: 20 * 1024 * 1024,
      maxPixels: 50_000_000,
      maxImages: 4,
      sourceTimeoutMs: 30_000,
    });
  });

  test.each([
    ['ROWSHOT_MODE', 'cloud', /embedded or google/],
    ['PORT', 'http', /whole number from 0 to 65535/],
    ['ROWSHOT_MAX_IMAGES', '9', /4 to 8/],
    ['ROWSHOT_MAX_IMAGES', '4.5', /whole number/],
    ['ROWSHOT_PUBLIC_URL', 'javascript:alert(1)', /https:\/\/images/],
    ['ROWSHOT_ALLOW_PRIVATE_SOURCES', '127.0.0.1', /host:port/],
    ['ROWSHOT_ALLOWED', 'everyone', /e-mail addresses and domains/],
    ['ROWSHOT_MONTH_CAP_USD', '-1', /number from 0/],
  ])('%s=%s names itself and what is allowed', (name, value, allowed) => {
    const read = () => readConfig({ [name]: value });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(allowed);
    expect(read).toThrow(`${name} is “${value}”`);
  });

  test('google mode without a list of people refuses to start', () => {
    expect(() => readConfig({ ROWSHOT_MODE: 'google' })).toThrow(/ROWSHOT_ALLOWED/);
  });

  test('lists are read, addresses lose their last slash', () => {
    const config = readConfig({
      ROWSHOT_ALLOW_PRIVATE_SOURCES: '127.0.0.1:8080, images.local:80',
      ROWSHOT_PUBLIC_URL: 'https://x.example/',
      ROWSHOT_ALLOWED: 'Ann@Example.com example.org',
    });
    expect([...config.privateSources]).toEqual(['127.0.0.1:8080', 'images.local:80']);
    expect(config.publicUrl).toBe('https://x.example');
    expect(config.allowed).toEqual(['ann@example.com', 'example.org']);
  });
});
