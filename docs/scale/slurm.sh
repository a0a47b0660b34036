#!/bin/bash
#SBATCH --job-name=wenyin
#SBATCH --array=0-3
#SBATCH --cpus-per-task=2
#SBATCH --mem=1G
#SBATCH --time=01:00:00
# One task of the array converts one part of the folder: sbatch --export=ALL,INPUT=…,OUTPUT=… slurm.sh
set -euo pipefail

: "${INPUT:?the folder with the texts}" "${OUTPUT:?the folder for the outputs}"
# Parts are counted from 1. SLURM_ARRAY_TASK_COUNT is the number of tasks of the array.
part=$((SLURM_ARRAY_TASK_ID + 1))/${SLURM_ARRAY_TASK_COUNT}

exec convert "$INPUT" --recursive --out-dir "$OUTPUT" --to pdf,docx,epub \
  --shard "$part" --jobs "${SLURM_CPUS_PER_TASK:-2}" --skip-unchanged --quiet \
  --report "$OUTPUT/report-$SLURM_ARRAY_TASK_ID.json"
