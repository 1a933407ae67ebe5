export default {
  extensionsToTreatAsEsm: ['.ts'],
  transform: {},
  // Real programs on a busy machine: a test that hangs should end, one that is slow should not fail.
  testTimeout: 120_000,
  coverageProvider: 'v8',
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/.stack/'],
  watchPathIgnorePatterns: ['<rootDir>/.stack/'],
};
