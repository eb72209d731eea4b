import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { answerOf, authorize, redeem, type TokenAnswer } from './signed-in.ts'

export const BOARD_SCOPES = 'launch openid fhirUser online_access user/List.r user/Group.r user/*.cruds'

export interface BoardToken extends TokenAnswer {
  readonly fhirContext?: readonly { readonly reference: string; readonly type?: string }[]
}

/** A launch from a list to a token, as the board asks for it. */
export async function signInToBoard(
  sandbox: Sandbox,
  options: Parameters<Sandbox['launches']['mintBoard']>[1] & { reference?: string; scope?: string } = {},
): Promise<BoardToken> {
  const { reference = 'List/board-monday', scope = BOARD_SCOPES, ...more } = options
  const launch = sandbox.launches.mintBoard(reference, more)
  const redirect_uri = `${sandbox.origins.app}/board.html`
  const code = answerOf(await authorize(sandbox, { launch, scope, redirect_uri })).get('code') ?? ''
  return (await (await redeem(sandbox, code, { redirect_uri })).json()) as BoardToken
}
