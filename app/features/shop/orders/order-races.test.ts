import { expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { beginClosing, finishClosing } from './close-order.server.ts'
import { dispatchOrder } from './dispatch.server.ts'
import { placeOrder } from './place-order.server.ts'
import { askRefund, finishRefund } from './refund-order.server.ts'
import { makeClaim, makePerson, makeStall, orderOf, pay, place, statusOf, stockOf } from './testing.server.ts'

const rounds = Array.from({ length: 12 }, (_, round) => round)
const parcel = { carrier: 'yto', trackingNumber: 'YT1234567890123' } as const

test('money that races the end of its order is taken, the boxes count once', async () => {
  for (const round of rounds) {
    const stall = await makeStall({ stock: 2 })
    const buyerId = await makePerson()
    const claimId = await makeClaim(stall, { personId: buyerId, amountFen: 500 })
    const orderId = await place(orderOf(stall, { buyerId, claimId, discountFen: 500 }))
    await beginClosing({ orderId, why: 'unwanted', buyerId })
    const both = [() => finishClosing(orderId), () => pay(orderId)]
    await Promise.all((round % 2 ? both : both.reverse()).map((run) => run()))
    expect(await statusOf(orderId)).toBe('paid')
    expect(await stockOf(stall.variantId)).toBe(1)
    const claim = await database().claim.findUniqueOrThrow({ where: { id: claimId } })
    expect(claim.orderId).toBe(orderId)
  }
})

test('the last box goes to the late payment or to the next buyer, never to both', async () => {
  for (const round of rounds) {
    const stall = await makeStall({ stock: 1 })
    const buyerId = await makePerson()
    const orderId = await place(orderOf(stall, { buyerId }))
    await beginClosing({ orderId, why: 'unwanted', buyerId })
    await finishClosing(orderId)
    const next = orderOf(stall, { buyerId: await makePerson() })
    const race = [() => pay(orderId), async () => ((await placeOrder(next)).ok ? 'placed' : 'sold-out')]
    const answers = await Promise.all((round % 2 ? race : race.reverse()).map((run) => run()))
    expect(['paid,sold-out', 'placed,refund']).toContain(answers.sort().join())
    expect(await stockOf(stall.variantId)).toBe(0)
  }
})

test('a parcel that is dispatched while it is refunded leaves the shelf or comes back, once', async () => {
  for (const round of rounds) {
    const stall = await makeStall({ stock: 3 })
    const { sellerId, variantId } = stall
    const orderId = await place(orderOf(stall, { buyerId: await makePerson() }))
    await pay(orderId)
    const race = [
      () => dispatchOrder({ orderId, sellerId, ...parcel }),
      () => askRefund({ orderId, reason: '没有货了', byPersonId: sellerId }),
    ]
    await Promise.all((round % 2 ? race : race.reverse()).map((run) => run()))
    const refund = await database().refund.findFirstOrThrow({ where: { payment: { orderId } } })
    await finishRefund({ refundId: refund.id, stripeRefund: `re_${refund.id}` })
    const { dispatchedAt } = await database().order.findUniqueOrThrow({ where: { id: orderId } })
    expect(await stockOf(variantId)).toBe(dispatchedAt === null ? 3 : 2)
  }
})

test('one who calls off while she pays is told that it is paid, or has it paid after all', async () => {
  for (const round of rounds) {
    const stall = await makeStall()
    const buyerId = await makePerson()
    const orderId = await place(orderOf(stall, { buyerId }))
    const race = [() => pay(orderId), () => beginClosing({ orderId, why: 'unwanted', buyerId })]
    await Promise.all((round % 2 ? race : race.reverse()).map(async (run) => void (await run())))
    expect(await statusOf(orderId)).toBe('paid')
    expect((await finishClosing(orderId)).ok).toBe(false)
    expect(await stockOf(stall.variantId)).toBe(9)
  }
})
