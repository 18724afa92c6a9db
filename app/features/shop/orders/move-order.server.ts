import type { OrderStatus } from '#app/generated/prisma/enums.ts'
import type { Prisma } from '#app/generated/prisma/client.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import { statesBefore } from '#app/kernel/moves.ts'
import { orderMoves } from './orders.ts'

/** Compare-and-set: moves an order to a state where its own allows that; else changes nothing and answers false. */
export async function moveOrder(
  tx: Transaction,
  move: {
    orderId: string
    to: OrderStatus
    /** Only from these, of the states that may move there. */
    from?: readonly OrderStatus[]
    set?: Prisma.OrderUncheckedUpdateManyInput
    /** What else has to hold of its own columns. */
    where?: Prisma.OrderWhereInput
  },
): Promise<boolean> {
  const allowed = statesBefore<OrderStatus>(orderMoves, move.to).filter(
    (state) => move.from?.includes(state) ?? true,
  )
  const { count } = await tx.order.updateMany({
    where: { ...move.where, id: move.orderId, status: { in: allowed } },
    data: { ...move.set, status: move.to },
  })
  return count === 1
}
