-- AlterEnum
ALTER TYPE "broadcast_end" ADD VALUE 'recording_failed';
