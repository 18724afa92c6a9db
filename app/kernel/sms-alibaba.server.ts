import Dysmsapi, * as dysmsapi from '@alicloud/dysmsapi20170525'
import * as openapi from '@alicloud/openapi-client'
import type { Env } from './env.server.ts'
import type { CodeMessage } from './sms.server.ts'

const usualEndpoint = 'dysmsapi.aliyuncs.com'
const timeoutMs = 8000

/** Under Node's own modules a CommonJS default stands one level deeper. */
type Client = InstanceType<typeof Dysmsapi>
const ClientClass = (Dysmsapi as unknown as { default?: typeof Dysmsapi }).default ?? Dysmsapi

/** Alibaba Cloud's own word for what became of it: `OK`, `isv.BUSINESS_LIMIT_CONTROL`, …, or `unreachable`. */
export async function sendByAlibaba(
  { phone, code }: CodeMessage,
  { sms }: Pick<Env, 'sms'>,
): Promise<string> {
  if (sms === undefined) throw new Error('text messages are not set up')
  const request = new dysmsapi.SendSmsRequest({
    phoneNumbers: phone,
    signName: sms.signName,
    templateCode: sms.templateCode,
    templateParam: JSON.stringify({ code }),
  })
  try {
    const { body } = await clientFor(sms).sendSms(request)
    return body?.code ?? 'no answer'
  } catch (error) {
    // The error carries the request with phone and code: only its name may go on.
    const { code: name } = error as { code?: unknown }
    return typeof name === 'string' ? name : 'unreachable'
  }
}

function clientFor(sms: NonNullable<Env['sms']>): Client {
  const endpoint = sms.endpoint === undefined ? null : new URL(sms.endpoint)
  const config = new openapi.Config({
    accessKeyId: sms.accessKeyId,
    accessKeySecret: sms.accessKeySecret,
    endpoint: endpoint?.host ?? usualEndpoint,
    protocol: (endpoint?.protocol ?? 'https:').replace(':', ''),
    readTimeout: timeoutMs,
    connectTimeout: timeoutMs,
  })
  return new ClientClass(config)
}
