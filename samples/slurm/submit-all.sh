#!/bin/sh
# Submits the batch of a folder, and an array of workers that starts when all rows have a task:
#
#   MESHAPI_API_KEY=rsk_… samples/slurm/submit-all.sh /shared/batch 3
#
# The folder contains shots.csv, and must be shared by the nodes. The workers also start if some rows failed (afterany): the list has the others.
set -eu
MESH_FOLDER=$(cd "$1" && pwd)
MESH_SAMPLES=$(cd "$(dirname "$0")/.." && pwd)
export MESH_FOLDER MESH_SAMPLES
cd "$MESH_FOLDER"
submit=$(sbatch --parsable --export=ALL "$MESH_SAMPLES/slurm/submit.sbatch")
complete=$(sbatch --parsable --export=ALL --dependency="afterany:$submit" --array="0-$(($2 - 1))" "$MESH_SAMPLES/slurm/complete.sbatch")
echo "$submit $complete"
