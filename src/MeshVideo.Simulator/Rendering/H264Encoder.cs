namespace MeshVideo.Simulator.Rendering;

/// <summary>
/// A minimal H.264 encoder for flat macroblocks (ITU-T H.264, constrained baseline, CAVLC). It writes IDR pictures,
/// each followed by pictures in which all macroblocks are skipped.
/// </summary>
internal static class H264Encoder
{
    public const byte ProfileIdc = 66;
    public const byte ConstraintFlags = 0xC0;

    // With this quantizer, a luma DC level of 1 changes a flat macroblock by exactly 1 (8.5.10),
    // and so does a chroma DC level six steps below (8.5.11): levels are differences of samples.
    private const int Quantizer = 28;
    private const int ChromaOffset = -6;

    private const int FrameNumberBits = 8;
    private const int IntraSlice = 7;
    private const int PredictedSlice = 5;

    public static byte LevelIdc(FrameSize size) => (size.MacroblocksWide * size.MacroblocksHigh) switch
    {
        <= 1620 => 30,
        <= 3600 => 31,
        <= 5120 => 32,
        <= 8192 => 40,
        <= 22080 => 50,
        _ => 51,
    };

    public static byte[] SequenceParameterSet(FrameSize size)
    {
        BitWriter bits = new();
        bits.Bits(8, ProfileIdc);
        bits.Bits(8, ConstraintFlags);
        bits.Bits(8, LevelIdc(size));
        bits.Unsigned(0); // seq_parameter_set_id
        bits.Unsigned(FrameNumberBits - 4);
        bits.Unsigned(2); // pic_order_cnt_type: output in coding order
        bits.Unsigned(1); // max_num_ref_frames
        bits.Bit(false); // gaps_in_frame_num_value_allowed_flag
        bits.Unsigned(size.MacroblocksWide - 1);
        bits.Unsigned(size.MacroblocksHigh - 1);
        bits.Bit(true); // frame_mbs_only_flag
        bits.Bit(true); // direct_8x8_inference_flag
        (int right, int bottom) = ((size.MacroblocksWide * 16) - size.Width, (size.MacroblocksHigh * 16) - size.Height);
        bits.Bit(right + bottom > 0); // frame_cropping_flag
        if (right + bottom > 0)
        {
            bits.Unsigned(0); // frame_crop_left_offset, in chroma samples like the others
            bits.Unsigned(right / 2);
            bits.Unsigned(0); // frame_crop_top_offset
            bits.Unsigned(bottom / 2);
        }

        bits.Bit(true); // vui_parameters_present_flag
        bits.Bits(4, 0); // aspect ratio, overscan, video signal, chroma location: not specified
        bits.Bit(true); // timing_info_present_flag
        bits.Bits(32, 1); // num_units_in_tick
        bits.Bits(32, 2 * Tasks.TaskSpec.FramesPerSecond); // time_scale, in fields
        bits.Bit(true); // fixed_frame_rate_flag
        bits.Bits(4, 0); // HRD parameters, pic_struct, bitstream restriction: none
        return bits.ToNalUnit(0x67);
    }

    public static byte[] PictureParameterSet()
    {
        BitWriter bits = new();
        bits.Unsigned(0); // pic_parameter_set_id
        bits.Unsigned(0); // seq_parameter_set_id
        bits.Bit(false); // entropy_coding_mode_flag: CAVLC
        bits.Bit(false); // bottom_field_pic_order_in_frame_present_flag
        bits.Unsigned(0); // num_slice_groups_minus1
        bits.Unsigned(0); // num_ref_idx_l0_default_active_minus1
        bits.Unsigned(0); // num_ref_idx_l1_default_active_minus1
        bits.Bits(3, 0); // weighted prediction: none
        bits.Signed(Quantizer - 26);
        bits.Signed(0); // pic_init_qs_minus26
        bits.Signed(ChromaOffset);
        bits.Bit(true); // deblocking_filter_control_present_flag
        bits.Bits(2, 0); // constrained_intra_pred_flag, redundant_pic_cnt_present_flag
        return bits.ToNalUnit(0x68);
    }

    public static byte[] IntraPicture(Picture picture, int number)
    {
        BitWriter bits = new();
        SliceHeader(bits, IntraSlice, frameNumber: 0);
        bits.Unsigned(number % 2); // idr_pic_id: must differ from the previous one
        bits.Bits(2, 0); // no_output_of_prior_pics_flag, long_term_reference_flag
        SliceFooter(bits);

        for (int row = 0; row < picture.Size.MacroblocksHigh; row++)
        {
            for (int column = 0; column < picture.Size.MacroblocksWide; column++)
            {
                FlatMacroblock.Write(bits, picture, column, row);
            }
        }

        return bits.ToNalUnit(0x65);
    }

    /// <summary>Encodes a picture that is identical to the previous one.</summary>
    /// <param name="size">The size of the picture.</param>
    /// <param name="frameNumber">The number of the picture after the last IDR picture.</param>
    public static byte[] SkippedPicture(FrameSize size, int frameNumber)
    {
        BitWriter bits = new();
        SliceHeader(bits, PredictedSlice, frameNumber);
        bits.Bit(false); // num_ref_idx_active_override_flag
        bits.Bit(false); // ref_pic_list_modification_flag_l0
        bits.Bit(false); // adaptive_ref_pic_marking_mode_flag
        SliceFooter(bits);
        bits.Unsigned(size.MacroblocksWide * size.MacroblocksHigh); // mb_skip_run
        return bits.ToNalUnit(0x41);
    }

    private static void SliceHeader(BitWriter bits, int type, int frameNumber)
    {
        bits.Unsigned(0); // first_mb_in_slice
        bits.Unsigned(type);
        bits.Unsigned(0); // pic_parameter_set_id
        bits.Bits(FrameNumberBits, (uint)frameNumber);
    }

    private static void SliceFooter(BitWriter bits)
    {
        bits.Signed(0); // slice_qp_delta
        bits.Unsigned(1); // disable_deblocking_filter_idc: off
    }
}
