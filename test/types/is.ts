type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

/**
 * `is<Expected>()(value)` compiles only if the value's type is exactly the expected one.
 *
 * The files beside this one are compiled with the tests and never run: what they say holds, or the build fails.
 */
export declare function is<B>(): <A>(
  value: A,
  ...equal: Equal<A, B> extends true ? [] : [unexpected: never]
) => void
