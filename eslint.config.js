import i18next from 'eslint-plugin-i18next'
import jsxA11y from 'eslint-plugin-jsx-a11y'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

/** Attributes whose value a person reads or hears. */
const spokenAttributes = [
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'alt',
  'title',
  'placeholder',
  'label',
  'hint',
]

/** Where a framework or a tool asks for a default export. */
const defaultExported = [
  'app/routes/**',
  'app/routes.ts',
  'app/root.tsx',
  'app/entry.*.tsx',
  '*.config.{js,ts}',
  '.*.cjs',
  'server/database/testing-global.ts',
  '**/*.d.ts',
]

const noDefaultExport = { selector: 'ExportDefaultDeclaration', message: 'Export by name.' }
const noEmittedSyntax = {
  selector: 'TSEnumDeclaration, TSParameterProperty, TSModuleDeclaration[kind="namespace"]',
  message: 'Only syntax that type stripping removes.',
}
const noChinese = {
  selector:
    'Literal[value=/[\\u4e00-\\u9fff]/], JSXText[value=/[\\u4e00-\\u9fff]/], TemplateElement[value.raw=/[\\u4e00-\\u9fff]/]',
  message: 'Text belongs in the texts of its feature, in both languages.',
}

export default tseslint.config(
  { ignores: ['build/', 'data/', 'test-results/', 'app/generated/', 'public/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      // Objects here are closures: their methods know no `this`, and classes are few.
      '@typescript-eslint/unbound-method': 'off',
      // Enums are other people's: their values are compared as the strings and numbers they are.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // Guards throw Responses and operations throw refusals: control flow of ours, not errors.
      '@typescript-eslint/only-throw-error': [
        'error',
        { allow: ['Response', 'Refusal', 'DataWithResponseInit', 'TypedResponse'] },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // `Promise<void> | unknown` says that an answer is awaited where there is one.
      '@typescript-eslint/no-redundant-type-constituents': 'off',
      // An async function may promise without waiting: the type is the contract.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['**/*.{ts,tsx,js,mjs,cjs}'],
    rules: {
      eqeqeq: ['error', 'always'],
      'no-cond-assign': 'error',
      'no-constant-binary-expression': 'error',
      'no-constant-condition': ['error', { checkLoops: 'allExceptWhileTrue' }],
      'no-debugger': 'error',
      'no-empty': 'error',
      'no-self-assign': 'error',
      'no-self-compare': 'error',
      'no-template-curly-in-string': 'error',
      'no-unsafe-finally': 'error',
      'no-useless-escape': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'max-lines': ['error', 400],
      'no-restricted-syntax': ['error', noDefaultExport, noEmittedSyntax],
    },
  },
  {
    files: ['{app,server}/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['app/**/*.{ts,tsx}'],
    ignores: ['**/*.test.{ts,tsx}'],
    rules: { 'no-console': 'error' },
  },
  {
    files: ['app/**/*.tsx'],
    ignores: ['**/*.test.tsx'],
    plugins: { i18next, 'react-hooks': reactHooks },
    extends: [jsxA11y.flatConfigs.recommended],
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'i18next/no-literal-string': [
        'error',
        { mode: 'jsx-only', 'jsx-attributes': { include: spokenAttributes } },
      ],
      'no-restricted-syntax': ['error', noDefaultExport, noEmittedSyntax, noChinese],
    },
  },
  {
    files: defaultExported,
    rules: { 'no-restricted-syntax': ['error', noEmittedSyntax] },
  },
  {
    files: ['app/routes/**/*.tsx', 'app/root.tsx'],
    rules: { 'no-restricted-syntax': ['error', noEmittedSyntax, noChinese] },
  },
  {
    files: ['**/*.test.{ts,tsx}', '**/testing.ts', '**/testing/*.ts', 'e2e/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      // A handler of a test's own little server may be async: what it rejects fails the test's run.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
    },
  },
)
